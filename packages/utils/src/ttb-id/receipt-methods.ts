/** How an application reached TTB: digits 6 to 8 of a TTB ID. Source: the registry's own search page. */
export const RECEIPT_METHODS = {
  '001': 'e-filed',
  '002': 'mail',
  '003': 'overnight express',
  '000': 'hand delivered',
} as const

export type ReceiptMethod = keyof typeof RECEIPT_METHODS

/** Whether it is a code of three digits that stands for a method of receipt. */
export function isReceiptMethod(text: string): text is ReceiptMethod {
  return Object.hasOwn(RECEIPT_METHODS, text)
}
