const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?$/u
const TOP_LEVEL = /^(?:\p{L}{2,63}|xn--[a-z\d-]{2,59})$/iu

/** Whether a text is a domain name with a top-level domain; letters of any script. Lengths are those of RFC 1035. */
export function isDomainName(text: string): boolean {
  const labels = text.split('.')
  const areLabels = labels.every((label) => label.length <= 63 && LABEL.test(label))
  return text.length <= 253 && labels.length > 1 && areLabels && TOP_LEVEL.test(labels.at(-1) as string)
}
