import {
  createRandom,
  createRecordMaker,
  renderCertificate,
  renderCodeList,
  renderColaDetail,
  renderUnknownId,
} from '@ttb/registry-simulator'

const record = createRecordMaker(createRandom(1))({ receivedDate: '2025-03-17', sequence: 1 })

/** The record that the pages below are of. */
export const RECORD = record
export const ID = record.detail.ttb_id
export const DETAIL = renderColaDetail(record.detail)
export const FORM = renderCertificate(record.certificate)
export const UNKNOWN_ID = renderUnknownId()

export function codeListPage(list: 'class-type' | 'origin'): string {
  return renderCodeList(list)
}
