import { listClassTypes, listOrigins } from '@ttb/transformations/codes'
import { daysBetween } from '@ttb/transformations/dates'
import { addDays } from '@ttb/utils'

export interface DiscoveryRange {
  /** First day of completion, `YYYY-MM-DD`. */
  readonly from: string
  /** Last day of completion, included. */
  readonly to: string
}

/** What one search asks for: days of completion, both included, and where those hold too many rows, classes and an origin. */
export interface SearchWindow {
  readonly completedFrom: string
  readonly completedTo: string
  readonly classTypeFrom?: string
  readonly classTypeTo?: string
  readonly originCode?: string
}

/** The registry lets 1,000 rows of a search through. Days are not equally full, so a window aims lower. */
const AIM = 800

/** Beyond two years the registry has been seen to ignore the dates, and beyond fifteen it refuses. */
const LONGEST_DAYS = 366

/** `2026-03-01_2026-03-02_c80-89_o51`: the window in a file name. */
export function windowName(window: SearchWindow): string {
  const { completedFrom, completedTo, classTypeFrom, classTypeTo, originCode } = window
  const classes = classTypeFrom === undefined ? '' : `_c${classTypeFrom}-${classTypeTo}`
  return `${completedFrom}_${completedTo}${classes}${originCode === undefined ? '' : `_o${originCode}`}`
}

/** Every day of a window, in order. */
export function daysOf({ completedFrom, completedTo }: SearchWindow): string[] {
  return Array.from({ length: daysBetween(completedFrom, completedTo) + 1 }, (_, at) => addDays(completedFrom, at))
}

/** A range of days as windows to begin with, in order of time. */
export function firstWindows(completedFrom: string, completedTo: string): SearchWindow[] {
  const days = daysBetween(completedFrom, completedTo) + 1
  return days <= 0 ? [] : splitDays({ completedFrom, completedTo }, Math.ceil(days / LONGEST_DAYS))
}

/**
 * A window that holds too many rows in parts that together cover it: by days, then by range of class codes, then by
 * origin. None when it cannot be split any further.
 *
 * @param total rows the registry says the window holds
 */
export function splitWindow(window: SearchWindow, total: number): SearchWindow[] {
  const parts = Math.max(2, Math.ceil(total / AIM))
  if (window.completedFrom < window.completedTo) return splitDays(window, parts)
  if (window.classTypeFrom === undefined || window.classTypeFrom !== window.classTypeTo)
    return splitClasses(window, parts)
  if (window.originCode !== undefined) return []
  return listOrigins().map(({ code }) => ({ ...window, originCode: code }))
}

function splitDays(window: SearchWindow, parts: number): SearchWindow[] {
  const days = daysOf(window)
  return pieces(days, parts).map((piece) => ({
    ...window,
    completedFrom: piece[0] as string,
    completedTo: piece.at(-1) as string,
  }))
}

function splitClasses(window: SearchWindow, parts: number): SearchWindow[] {
  const { classTypeFrom: from, classTypeTo: to } = window
  const codes = listClassTypes()
    .map(({ code }) => code)
    .sort()
    .filter((code) => (from === undefined || code >= from) && (to === undefined || code <= to))
  return pieces(codes, parts).map((piece) => ({
    ...window,
    classTypeFrom: piece[0] as string,
    classTypeTo: piece.at(-1) as string,
  }))
}

/** A list in so many consecutive pieces of nearly equal length; fewer when it is short. */
function pieces<T>(list: readonly T[], count: number): T[][] {
  const parts = Math.min(count, list.length)
  return Array.from({ length: parts }, (_, at) =>
    list.slice(Math.floor((at * list.length) / parts), Math.floor(((at + 1) * list.length) / parts)),
  )
}
