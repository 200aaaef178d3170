import { type CodeTableName, isReceiptMethod } from '@ttb/utils'
import { classTypeOf } from '../codes/class-types.ts'
import { originOf } from '../codes/origins.ts'

/** Whether a code is in its table. A table without a rule does not compile. */
export const IS_CODE: { readonly [T in CodeTableName]: (code: string) => boolean } = {
  class_type: (code) => classTypeOf(code) !== null,
  origin: (code) => originOf(code) !== null,
  receipt_method: isReceiptMethod,
}
