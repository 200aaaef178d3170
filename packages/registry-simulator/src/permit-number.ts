import type { Random } from './random.ts'
import type { ProductType } from './world/code-lists.ts'

/** A permit number in the form that the trade has: importers, wineries, distilleries, breweries. */
export function permitNumber(random: Random, product: ProductType, state: string, imported: boolean): string {
  const number = random.between(15000, 25000)
  if (imported) return `${state}-I-${number}`
  if (product === 'wine') return `${random.pick(['BWN', 'BW', 'TPWBH'])}-${state}-${number}`
  return product === 'distilled_spirits'
    ? `DSP-${state}-${number}`
    : `BR-${state}-${random.pick(['FOX', 'OAK', 'SUN'])}-${number}`
}
