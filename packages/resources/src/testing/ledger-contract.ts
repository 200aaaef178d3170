import type { Ledger } from '../state/ledger.ts'
import { RECORD_CASES } from './ledger-record-cases.ts'
import { UNIT_CASES } from './ledger-unit-cases.ts'

const TIMEOUT_MS = 60_000

export interface LedgerContractOptions {
  /** Of vitest, or of any test runner with the same shape. */
  readonly describe: (name: string, body: () => void) => unknown
  readonly it: (name: string, body: () => Promise<void>, timeoutMs: number) => unknown
}

/**
 * Registers the tests every ledger must pass, each on a ledger of its own.
 * @param makeViews gives two views of one empty ledger that no other test sees, as two processes would have
 */
export function ledgerContract(
  name: string,
  makeViews: () => readonly [Ledger, Ledger] | Promise<readonly [Ledger, Ledger]>,
  options: LedgerContractOptions,
): void {
  options.describe(`${name} keeps the promises of a ledger`, () => {
    for (const { title, run } of [...UNIT_CASES, ...RECORD_CASES])
      options.it(
        title,
        async () => {
          const [one, other] = await makeViews()
          await run(one, other)
        },
        TIMEOUT_MS,
      )
  })
}
