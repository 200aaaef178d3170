import { COLA, type Field, type PageKind, type RecordDefinition } from '@ttb/utils'
import { roundTo } from '../values/decimals.ts'
import { printed } from '../values/reading.ts'
import { IS_CODE } from './field-codes.ts'
import { isFilled } from './filled.ts'

interface TierRule {
  /** The least score, 0 to 1. */
  readonly score: number
  /** Fields that must be filled as well, whatever the score. */
  readonly needs: readonly string[]
}

/**
 * What each tier takes, best first. A record with all its pages reaches premium, a form alone standard, a detail page
 * alone basic; a search row alone stays minimal.
 */
export const QUALITY_TIERS = {
  premium: { score: 0.9, needs: ['ttb_id', 'brand_name', 'applicant_name', 'class_type_code', 'approval_date'] },
  standard: { score: 0.7, needs: ['ttb_id', 'brand_name', 'applicant_name'] },
  basic: { score: 0.4, needs: ['ttb_id'] },
  minimal: { score: 0, needs: [] },
} as const satisfies Record<string, TierRule>

export type QualityTier = keyof typeof QUALITY_TIERS

/** A field the score expects and does not find, with the kinds of page that would show it; none for a derived one. */
export interface MissingField {
  readonly field: string
  readonly pages: readonly PageKind[]
}

export interface RecordScore {
  /** Share of the expected fields that are filled, 0 to 1, to three digits. */
  readonly score: number
  readonly tier: QualityTier
  readonly filledCount: number
  readonly expectedCount: number
  readonly missing: readonly MissingField[]
  /** What keeps the record from the next better tier; null at the top. */
  readonly toNextTier: {
    readonly tier: QualityTier
    readonly score: number
    readonly missingFields: readonly string[]
  } | null
}

/** A field that is expected on nearly every page that shows it counts; rarer ones say nothing when they are absent. */
const EXPECTED_FILL_RATE = 0.9

/**
 * How complete a record is and why. The fields that count are those the field table expects on nine pages of ten; one
 * with a code that is not in its table counts as missing.
 */
export function scoreRecord(
  values: Readonly<Record<string, unknown>>,
  { record = COLA }: { readonly record?: RecordDefinition } = {},
): RecordScore {
  const expected = Object.entries(record.fields).filter(([, field]) => (field.fillRate ?? 0) >= EXPECTED_FILL_RATE)
  const missing = expected.filter(([name, field]) => !counts(field, values[name]))
  const filledCount = expected.length - missing.length
  const score = expected.length === 0 ? 0 : roundTo(filledCount / expected.length, 3)
  const tiers = Object.entries(QUALITY_TIERS) as [QualityTier, TierRule][]
  const lackingOf = (rule: TierRule) => rule.needs.filter((name) => !counts(record.fields[name], values[name]))
  const reached = tiers.findIndex(([, rule]) => score >= rule.score && lackingOf(rule).length === 0)
  const next = tiers[reached - 1]
  return {
    score,
    tier: (tiers[reached] as [QualityTier, TierRule])[0],
    filledCount,
    expectedCount: expected.length,
    missing: missing.map(([field, row]) => ({ field, pages: Object.keys(row.from ?? {}) as PageKind[] })),
    toNextTier: next ? { tier: next[0], score: next[1].score, missingFields: lackingOf(next[1]) } : null,
  }
}

function counts(field: Field | undefined, value: unknown): boolean {
  if (!isFilled(value)) return false
  return field?.codes === undefined || IS_CODE[field.codes](printed(value))
}
