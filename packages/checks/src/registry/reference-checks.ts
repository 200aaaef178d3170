import { readReferenceList, type TtbResources } from '@ttb/assets'
import { type CheckDef, checksWith } from '../define-check.ts'
import { THRESHOLDS } from './thresholds.ts'

const DAY_MS = 86_400_000
const check = checksWith<TtbResources>()

/** The check of the earlier system on the code lists, which now also asks how old they are. */
export const REFERENCE_CHECKS: readonly CheckDef<TtbResources>[] = [
  check({
    name: 'reference_data_freshness',
    asset: 'ttb_reference_data',
    doc: 'There are at least 500 class and 200 origin codes, none of the lists is older than 45 days, and none is the shipped one.',
    severity: 'warn',
    async evaluate({ resources, clock }) {
      const lists = [
        ['class_types', await readReferenceList(resources.storage, 'class-type'), THRESHOLDS.classTypeCodes],
        ['origins', await readReferenceList(resources.storage, 'origin'), THRESHOLDS.originCodes],
      ] as const
      const problems: string[] = []
      const metadata: Record<string, number> = {}
      for (const [name, { codes, asOf, source }, least] of lists) {
        const ageDays = Math.floor((clock.now() - Date.parse(asOf)) / DAY_MS)
        metadata[name] = codes.length
        metadata[`${name}_age_days`] = ageDays
        if (codes.length < least) problems.push(`${name}: ${codes.length} of at least ${least}`)
        if (source === 'shipped') problems.push(`${name}: never fetched, the shipped list of ${asOf} is used`)
        else if (ageDays > THRESHOLDS.referenceAgeDays) problems.push(`${name}: ${ageDays} days old`)
      }
      return { passed: problems.length === 0, metadata: { ...metadata, problems: problems.join('; ') } }
    },
  }),
]
