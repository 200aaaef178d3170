/** Whether a field of a cleaned row holds anything: no value is null, no entries are an empty list. */
export function isFilled(value: unknown): boolean {
  return value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)
}
