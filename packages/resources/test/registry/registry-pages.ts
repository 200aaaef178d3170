// Pages in the shape of the registry's, with no more on them than it takes to know them.

const page = (title: string, body: string) =>
  `<html><head><title>TTB Online - COLAs Online - ${title}</title></head><body>${body}</body></html>`

const message = (title: string, text: string) =>
  page(title, `<h1>${title}</h1><div class="errorbox"><div class="errortext"><ul><li>${text}</li></ul></div></div>`)

export function detailPage(ttbId: string, brand = 'ALE'): string {
  const rows = Object.entries({
    'TTB ID': ttbId,
    Status: 'APPROVED',
    'Serial #': '240001',
    'Class/Type Code': 'ALE',
    'Brand Name': brand,
    'Approval Date': '01/09/2024',
  })
  const cells = rows.map(([label, value]) => `<tr><td><strong>${label}:</strong> ${value}</td></tr>`).join('\n')
  return page('Application Detail', `<h1>COLA Detail</h1><div class="box"><table>${cells}</table></div>`)
}

export function searchForm(): string {
  return page('Public COLA Registry Search', '<h1>Search for COLAs</h1><form></form>')
}

export function sessionTimeout(): string {
  const text = 'The 20 minute timeout has occurred. Please start again.'
  return message('Public COLA Registry Search', text).replace('<h1>Public COLA Registry Search', '<h1>Search for COLAs')
}

export function unknownId(): string {
  return message('Error Message', 'Unable to process request. If you continue having problems, contact us.')
}

const COLUMNS = [
  'TTB ID',
  'Permit No.',
  'Serial Number',
  'Completed Date',
  'Fanciful Name',
  'Brand Name',
  'Origin',
  'Origin Desc',
  'Class/Type',
  'Class/Type Desc',
]

const ROW = ['DSP-KY-1', '240001', '01/09/2024', '', 'ALE', '22', 'KENTUCKY', '902', 'ALE']

export function searchResults(ttbIds: readonly string[], total = ttbIds.length): string {
  if (ttbIds.length === 0)
    return page(
      'Public COLA Registry Basic Search Results',
      '<h1>Search Results: COLAs</h1>\n<h3>No results were found that match the search criteria specified.</h3>',
    )
  const row = (name: 'th' | 'td', cells: readonly string[]) =>
    `<tr>${cells.map((cell) => `<${name}>${cell}</${name}>`).join('')}</tr>`
  const table = [row('th', COLUMNS), ...ttbIds.map((id) => row('td', [id, ...ROW]))].join('\n')
  return page(
    'Public COLA Registry Basic Search Results',
    `<h1>Search Results: COLAs</h1>\n<div class="pagination">1 to ${ttbIds.length} of ${Math.min(total, 1000)} (Total Matching Records: ${total})</div><table>${table}</table>`,
  )
}

export function searchCsv(ttbIds: readonly string[]): string {
  return [COLUMNS.join(','), ...ttbIds.map((id) => [`'${id}'`, ...ROW].join(','))].map((line) => `${line}\n`).join('')
}

export function codeList(codes: Readonly<Record<string, string>>): string {
  const rows = Object.entries(codes).map(([code, text]) => `<tr><td>${code}</td><td>${text}</td></tr>`)
  const head = '<tr><th>Class/Type Code</th><th>Description</th></tr>'
  return page('Lookup Class/Type Code', `<h1>Lookup</h1><table>${head}${rows.join('')}</table>`)
}

export function blockPage(): string {
  return '<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. Your support ID is: 12345</body></html>'
}

export function maintenancePage(): string {
  return '<html><head><title>TTB Online</title></head><body><p>We are down due to scheduled maintenance.</p></body></html>'
}

export function attachmentError(): string {
  return '<html><head><title>Error</title></head><body><p>Unable to render attachment</p></body></html>'
}

export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
