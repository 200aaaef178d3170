const LABEL =
  /^[A-Za-z\d\u00c0-\u1fff\u2c00-\uffff](?:[A-Za-z\d\u00c0-\u1fff\u2c00-\uffff-]*[A-Za-z\d\u00c0-\u1fff\u2c00-\uffff])?$/
const TOP_LEVEL = /^(?:[A-Za-z\u00c0-\u1fff\u2c00-\uffff]{2,63}|[Xx][Nn]--[A-Za-z\d-]{2,59})$/

/** Whether a text is a domain name with a top-level domain; letters of any script. Lengths are those of RFC 1035. */
export function isDomainName(text: string): boolean {
  const labels = text.split('.')
  const areLabels = labels.every((label) => label.length <= 63 && LABEL.test(label))
  return text.length <= 253 && labels.length > 1 && areLabels && TOP_LEVEL.test(labels.at(-1) as string)
}
