import type { RunPlan } from './run-plan.ts'

/** A plan for people: a line for each asset; with `units`, also one for each unit. */
export function describePlan({ assets, units }: RunPlan, { units: withUnits = false } = {}): string {
  const width = Math.max(0, ...assets.map(({ asset }) => asset.length))
  const lines = assets.map(({ asset, selected, fresh, reasons }) => {
    const why = Object.entries(reasons).map(([reason, count]) => `${count} ${reason}`)
    return `${asset.padEnd(width)}  ${selected - fresh} of ${selected} to make${why.length > 0 ? `: ${why.join('; ')}` : ''}`
  })
  if (!withUnits) return lines.join('\n')
  const details = units.map(({ ordinal, partition, steps, waitsFor }) => {
    const what = steps.map(({ asset, reason }) => `${asset} (${reason})`).join(' -> ') || 'joins'
    return `${ordinal}  ${partition === '' ? '-' : partition}  ${what}${waitsFor.length > 0 ? `  after ${shorten(waitsFor)}` : ''}`
  })
  return [...lines, '', ...details].join('\n')
}

function shorten(ordinals: readonly number[]): string {
  return ordinals.length <= 8
    ? ordinals.join(', ')
    : `${ordinals.slice(0, 7).join(', ')} and ${ordinals.length - 7} more`
}
