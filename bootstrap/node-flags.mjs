/**
 * How Node is started wherever Candor runs as a process of its own: by `npm start`, and by the trials and benches that
 * stand for it. Plain JavaScript, because the first thing that runs needs it.
 *
 * - A young generation of 8 MB halves instead of 16: with 20,000 letters the process peaks about 60 MB lower at the
 *   same rate (4 MB collects so often that it is slower).
 * - The old generation is collected when it grew by two fifths, not when it is four times as large: with 50,000 letters
 *   the process peaks about 150 MB lower, at the same rate.
 * - Two allocation arenas of glibc: its default of eight a core keeps what the threads freed.
 */
export const NODE_FLAGS = [
  '--disable-warning=ExperimentalWarning',
  '--max-semi-space-size=8',
  '--heap-growing-percent=40',
];

/**
 * What the operator has set stays.
 * @param {Record<string, string | undefined>} env
 * @returns {Record<string, string | undefined>}
 */
export const withNodeEnvironment = (env) => ({ MALLOC_ARENA_MAX: '2', ...env });
