import { stemmer } from 'stemmer';

/**
 * Words of everyday English that a careful reader tells any abstract with. One of them may be missing from the quotes; a word of any
 * other kind that is missing (a thing, a measure, a term of the field) says something that is not quoted.
 */
const GENERAL: ReadonlySet<string> = new Set(
  `account accomplish accord act actual add address admit advise affect afford age agree alike allow alter amount answer appear apply approach
  appropriate area argue arrange arrive aspect assign assist assume attach attain attempt attend attract author avoid aware basic bear
  beat become begin behave believe belong bring broad build calculate call capable care careful carry case catch cause certain change
  character check choose claim class clear close collect combine come comment compare complete compose concern conclude conduct
  confirm consider consist constitute construct contain continue contribute convenient convert convey correct count course cover create
  current deal decide define deliver demonstrate depend derive describe deserve desire detail determine develop devise differ
  discover discuss display distinct divide draw drive ease effect effort element emerge emphasize employ encounter end engage enjoy ensure
  enter entire equip essential establish evident examine example exist expect explain explicit explore expose express extent extra face
  fact fall famous fashion favour favor feed feel figure fill find finish fit flow follow force form fortunate found frame framework function
  gather general get give go grasp ground group grow guess handle happen help high hold idea identify imagine imply include indicate
  inform initial inside inspect inspire instance instead intend interest introduce invent involve issue join judge keep kind know lack
  last lay lead learn leave lend let level lie life line link list little live locate long look main maintain make manage manner
  mark match matter mean measure meet member mention merely mind moment move name nature need normal note notice number object observe
  obtain obvious occur offer open operate oppose order ordinary organize originate outline own pair particular pass pattern pay peculiar
  perceive perform permit person pick pickier picky piece place plan play point price portion position possess possible practical precise prefer
  prepare present pretend prevent previous principal problem proceed produce progress promise proper property propose prove provide
  publish pull purpose pursue push put question quick quiet quote range rare rate reach react read ready real realize reason receive
  recent recognize recommend record refer reflect regard relate relation rely remain remark remember repair repeat report represent require
  reserve resolve respect respond rest result retain return reveal right role round rule run satisfy save say scratch see seek
  seem select send sense serve set settle shape share short show side simple simply single sit situation size skill solve sort
  space spare speak specific spend split spread stage stand start state stay step stick still stop straight strive strong study
  style subject succeed suffice suit suitable supply support suppose surprise surround sustain take talk task tell tend term think tie
  time together tool topic total touch track treat tried true try turn type typical understand undertake unit unite unlike use
  usual utilize value variant vary verify version view visit wait walk wander want watch way weigh whole wide wish wonder word work
  world worth write yield
  ahead alone apart beforehand completely consequently directly easily effectively entirely especially essentially eventually
  exactly finally freely fully gradually hardly heavily immediately initially largely likewise mainly
  merely moreover mostly naturally nearly notably often originally otherwise overall particularly partly possibly precisely previously
  primarily properly purely quickly readily really recently repeatedly roughly simply slightly solely somewhat
  specifically strictly successively suddenly surely thereby throughout totally truly typically ultimately unchanged usually wholly
  whatever whenever surroundings approximately considerably noticeably clearly once twice`
    .split(/\s+/u)
    .filter((word) => word !== '')
    .map((word) => stemmer(word)),
);

export function isGeneral(stem: string): boolean {
  return GENERAL.has(stem);
}
