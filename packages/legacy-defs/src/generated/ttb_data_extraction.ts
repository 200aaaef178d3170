// Made from legacy-map.ts by `pnpm generate`; not edited.
import {
  CertificateParser as CertificateParser_,
  COLADetailParser as COLADetailParser_,
  create_parser as create_parser_,
  parse_ttb_html as parse_ttb_html_,
  TTBDataExtractor as TTBDataExtractor_,
} from '../adapters/page-parsers.ts'
import { warnDeprecated } from '../warn-deprecated.ts'

warnDeprecated('ttb_data_extraction')

/** @deprecated Use `extractPage` of `@ttb/utils/pages`. */
export const TTBDataExtractor = TTBDataExtractor_
export type TTBDataExtractor = TTBDataExtractor_
/** @deprecated Use `extractPage` of `@ttb/utils/pages`. */
export const COLADetailParser = COLADetailParser_
export type COLADetailParser = COLADetailParser_
/** @deprecated Use `extractPage` of `@ttb/utils/pages`. */
export const CertificateParser = CertificateParser_
export type CertificateParser = CertificateParser_
/** @deprecated Use `extractPage` of `@ttb/utils/pages`. */
export const create_parser = create_parser_
/** @deprecated Use `extractPage` of `@ttb/utils/pages`. */
export const parse_ttb_html = parse_ttb_html_
