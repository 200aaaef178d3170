export type { StoreAbility } from './contract-case.ts'
export { type StoreContractOptions, storeContract } from './store-contract.ts'
