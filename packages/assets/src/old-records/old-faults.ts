/** Why a value that an earlier system took from a page is not taken over. The keys are the numbers of its known faults. */
export const OLD_FAULTS = {
  P1: 'its parser never found a checkbox',
  P2: 'its parser took the words of the label for the name and shifted the address by a line',
  P3: 'its parser took the whole table around the qualifications, or only one of them',
  P5: 'its parser took the words beside a checkbox for the class and type',
  P7: 'its parser read items by number, and this number is another item in other editions of the form',
  P8: 'its parser knew one shape of permit number, so which permit this is cannot be told',
  P9: 'its parser ran on into the next permit',
  P10: 'its parser took the last text of the page that looked like one',
  C16: 'its parser never read it; a rule made it up',
  W4: 'no step of it ever filled this column but with a default',
} as const satisfies Record<string, string>

export type OldFault = keyof typeof OLD_FAULTS
