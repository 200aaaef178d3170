import type { PageKind } from '@ttb/utils/records'

const KINDS: readonly PageKind[] = ['cola-detail', 'certificate', 'search']

/** A set of pages by kind and TTB ID, in eight bytes each: a bucket may hold millions. */
export interface PageIds {
  add(kind: PageKind, ttbId: string): void
  has(kind: PageKind, ttbId: string): boolean
}

export function createPageIds(): PageIds {
  let sorted = new Float64Array(0)
  let added: number[] = []
  const sort = (): void => {
    const all = new Float64Array(sorted.length + added.length)
    all.set(sorted)
    all.set(added, sorted.length)
    sorted = all.sort()
    added = []
  }
  return {
    add(kind, ttbId) {
      // Adding to what is sorted is dear, so it waits until it is worth it.
      if (added.push(numberOf(kind, ttbId)) > 1024 + sorted.length) sort()
    },
    has(kind, ttbId) {
      if (added.length > 0) sort()
      const wanted = numberOf(kind, ttbId)
      let [low, high] = [0, sorted.length]
      while (low < high) {
        const middle = (low + high) >> 1
        if ((sorted[middle] as number) < wanted) low = middle + 1
        else high = middle
      }
      return sorted[low] === wanted
    },
  }
}

/** Exact: 15 digits and two bits are less than 2 to the 53. The digit before the ID keeps its zeros. */
function numberOf(kind: PageKind, ttbId: string): number {
  return Number(`1${ttbId}`) * 4 + KINDS.indexOf(kind)
}
