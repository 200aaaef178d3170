// Made from legacy-map.ts by `pnpm generate`; not edited.
import { create_parquet_dataset as create_parquet_dataset_ } from '../adapters/parquet-dataset.ts'
import {
  convert_to_schema_compliant as convert_to_schema_compliant_,
  convert_value_to_type as convert_value_to_type_,
  schema_registry as schema_registry_,
  TTBSchemaRegistry as TTBSchemaRegistry_,
  validate_records_against_schema as validate_records_against_schema_,
} from '../adapters/schemas.ts'
import { warnDeprecated } from '../warn-deprecated.ts'

warnDeprecated('ttb_schema')

/** @deprecated Use `COLA`, `pageTable` of `@ttb/utils/records`. */
export const TTBSchemaRegistry = TTBSchemaRegistry_
export type TTBSchemaRegistry = TTBSchemaRegistry_
/** @deprecated Use `cleanPage` of `@ttb/transformations/records`. */
export const convert_to_schema_compliant = convert_to_schema_compliant_
/** @deprecated Use `cleanText`, `cleanInteger`, `cleanDecimal`, `cleanDate` of `@ttb/transformations`. */
export const convert_value_to_type = convert_value_to_type_
/** @deprecated Use `encodeParquet` of `@ttb/resources`. */
export const create_parquet_dataset = create_parquet_dataset_
/** @deprecated Use `COLA`, `pageTable` of `@ttb/utils/records`. */
export const schema_registry = schema_registry_
/** @deprecated Use `validateRecord` of `@ttb/transformations/records`. */
export const validate_records_against_schema = validate_records_against_schema_
