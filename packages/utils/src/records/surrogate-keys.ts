/** The surrogate key of the unknown member that every dimension has. */
export const UNKNOWN_KEY = '0'

const MOST = 2n ** 63n - 1n

/** Whether a text is a surrogate key: a whole number from 0 to 2^63 - 1, written plainly. */
export function isSurrogateKey(text: string): boolean {
  return /^(?:0|[1-9]\d{0,18})$/.test(text) && BigInt(text) <= MOST
}
