import type { CodeListName } from '@ttb/utils/pages'
import { type ListedCode, listedCodes } from '../world/code-lists.ts'
import { escapeText } from './html.ts'
import { type FrameOptions, siteFrame } from './page-frame.ts'

const LISTS = {
  'class-type': { title: 'Lookup Class/Type Code', heading: 'Class/Type Code' },
  origin: { title: 'Lookup Origin Code', heading: 'Origin Code' },
} as const satisfies Readonly<Record<CodeListName, unknown>>

/**
 * A list of codes: what `lookupProductClassTypeCode.do` and `lookupOriginCode.do` serve with `display=all`; every code that
 * the registry lists, where no other rows are given.
 */
export function renderCodeList(
  list: CodeListName,
  { rows = listedCodes(list), ...options }: FrameOptions & { readonly rows?: readonly ListedCode[] | undefined } = {},
): string {
  const { title, heading } = LISTS[list]
  const sorted = [...rows].sort((one, other) => (one.code < other.code ? -1 : 1))
  const lines = sorted.map(
    ({ code, description }, at) =>
      `<tr class="${at % 2 === 0 ? 'lt' : 'dk'}">\n<td width="23%" height="22">${code}</td>\n<td width="77%" height="22">${escapeText(description)}</td>\n</tr>`,
  )
  return siteFrame(
    `TTB Online - COLAs Online - ${title}`,
    `<h1>${title}</h1>
<a name="search_results"></a>
<div class="box">
<table width="100%" cellspacing="1" cellpadding="2">
<tr>
<th scope="col">${heading}</th>
<th scope="col">Description</th>
</tr>
${lines.join('\n')}
</table>
</div>`,
    options,
  )
}
