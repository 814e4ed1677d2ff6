/** What users, channels and keys may be called. */
export const ODD_NAMES = ["o'b", '" OR 1=1 --', '', 'a\u0000b', '日本', '🤖', 'ada"],["', '__proto__'];
