import { expect, test } from 'vitest';
import { looksEnglish } from '../../src/embeddings/looks-english.ts';

test.each([
  ['German', 'Wie funktioniert die Wissensdestillation bei Graphen ohne Nachrichtenaustausch?'],
  ['German, short', 'Welche Arbeiten nutzen Destillation?'],
  [
    'German, with an English term',
    'Was ist der Unterschied zwischen Mixture of Experts und einem dichten Modell?',
  ],
  ['French', "Comment les auteurs accélèrent-ils l'inférence des réseaux de neurones sur graphes ?"],
  ['French, with a name', "Qu'est-ce que DiffMoE apporte à la génération d'images ?"],
  ['Spanish', '¿Cómo se reduce el coste de inferencia en modelos de lenguaje grandes?'],
  ['Italian', 'Quali sono i limiti del metodo proposto per la traduzione?'],
  ['Portuguese', 'Qual é a diferença entre os dois métodos de compressão?'],
  ['Dutch', 'Welke methode wordt gebruikt voor het trainen van het model?'],
  ['Chinese', '混合专家模型如何提高推理速度?'],
  ['Chinese, with a name', 'DiffMoE 的全局令牌池有什么作用?'],
  ['Japanese', 'このモデルはどのように学習されますか'],
  ['Russian', 'Как ускорить вывод больших языковых моделей?'],
  ['Arabic', 'كيف يعمل النموذج؟'],
])('a question in another language is told: %s', (_, question) => {
  expect(looksEnglish(question)).toBe(false);
});

test.each([
  'How much faster is VQGraph’s inference than GNNs?',
  "yo what's up with LCRON lol, is it legit or nah",
  'DiffMoE LCRON VQGraph',
  'HyperZ⋅Z⋅W',
  'γ-MoD vs β-VAE',
  'Schrödinger bridge matching',
  'Does the Erdős–Rényi model come up anywhere?',
  'mixture of experts',
  'wat is teh best mehtod 4 pruning',
  'deepsped moe',
  'who is De la Torre in the Martínez and Núñez paper?',
  'El Niño forecasting',
  'S2IL: incremental learning',
  'FMG-Det vs WER-DE',
  'papers on Los Angeles traffic',
  'what do Müller, Größe and Çelik say about the naïve café baseline?',
  'attention is all you need',
  'compare LLaMA, Mistral and Qwen on speed',
  'ViT',
  'de novo protein design',
  '42?',
  '',
])('an English question, or one of names only, is not held against the asker: %s', (question) => {
  expect(looksEnglish(question)).toBe(true);
});
