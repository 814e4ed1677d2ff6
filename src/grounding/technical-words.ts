import { stemmer } from 'stemmer';

/**
 * Terms of computing and its neighbours that mean one thing each and are not said in passing: a reader who tells an abstract in other
 * words does not put them in. Two of them that the cited papers do not have are a sign that something else is spoken of.
 */
const TECHNICAL: ReadonlySet<string> = new Set(
  `accuracy latency throughput bandwidth memory runtime cache gpu cpu tpu hardware energy carbon flop parameter hyperparameter layer layout
  gradient backpropagation optimizer convergence overfitting regularization dropout normalization loss entropy likelihood posterior prior
  bayesian gaussian stochastic markov variance covariance kernel matrix tensor eigenvalue manifold
  pretraining finetuning distillation quantization pruning compression sparsity inference decoding sampling denoising diffusion autoregressive
  transformer attention convolution recurrent lstm rnn cnn gan vae mlp perceptron autoencoder encoder decoder tokenizer embedding
  reinforcement policy reward agent robot robotics simulation planning navigation control
  image video audio speech music texture pixel voxel depth camera pose scene segmentation detection tracking recognition captioning rendering
  resolution frame
  translation summarization dialogue sentiment parsing syntax grammar vocabulary perplexity hallucination multilingual
  retrieval ranking indexing query recall precision recommendation clickthrough conversion revenue retention engagement merchandise
  graph node edge vertex neighbor cluster clustering classifier regression anomaly forecasting
  protein molecule gene genome cell clinical medical patient diagnosis drug disease tumor radiology
  galaxy telescope cosmology quantum photon particle plasma fluid climate weather
  privacy federated encryption blockchain adversarial backdoor fairness toxicity jailbreak watermark
  downstream upstream benchmark leaderboard annotation crowdsourcing supervised unsupervised self-supervised zero-shot few-shot multimodal
  modality proprietary open-source serving deployment pipeline scheduling parallelism sharding`
    .split(/\s+/u)
    .filter((word) => word !== '')
    .map((word) => stemmer(word.replaceAll('-', ''))),
);

export function isTechnical(stem: string): boolean {
  return TECHNICAL.has(stem);
}
