export { type BaseSpirit, CLASS_TYPE_FAMILIES, type ClassTypeFamily, type Commodity } from './class-type-families.ts'
export { type ClassType, classTypeOf, classTypesDescribed, cleanClassType, listClassTypes } from './class-types.ts'
export { CODE_LIST_DATE } from './code-list.ts'
export { cleanOrigin, listOrigins, type Origin, type OriginKind, originOf, originsDescribed } from './origins.ts'
