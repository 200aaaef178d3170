/** Whether a text is a moment in UTC as this system writes it: `YYYY-MM-DDThh:mm:ss.sssZ`, and there was such a one. */
export function isMoment(text: string): boolean {
  const time = Date.parse(text)
  return Number.isFinite(time) && new Date(time).toISOString() === text
}
