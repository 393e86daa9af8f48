// The same numbers in every run: a test that fails for one of them fails again.

/**
 * A generator of numbers in [0, 1), after Marsaglia's xorshift of 32 bits (2003).
 * @param {number} seed
 */
export function seeded(seed) {
  let state = seed || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
