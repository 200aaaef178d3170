// Made from legacy-map.ts by `pnpm generate`; not edited.
import { get_s3_resource as get_s3_resource_ } from '../adapters/object-stores.ts'
import { warnDeprecated } from '../warn-deprecated.ts'

warnDeprecated('resources')

/** @deprecated Use `openObjects` of `@ttb/resources`. */
export const get_s3_resource = get_s3_resource_
