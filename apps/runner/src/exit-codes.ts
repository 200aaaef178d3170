/** What the exit code of `ttb` says. */
export const EXIT_CODES = {
  ok: { code: 0, doc: 'done' },
  failed: { code: 1, doc: 'something could not be done or read; the output says what, the rest was done' },
  usage: {
    code: 2,
    doc: 'misuse: the command line, the environment or the file of settings says what cannot be meant (no such option, value or name)',
  },
  check_failed: { code: 3, doc: 'a blocking check failed' },
  interrupted: { code: 130, doc: 'interrupted; what was done is kept' },
} as const

export type Exit = keyof typeof EXIT_CODES
