export type { StoreAbility } from './contract-case.ts'
export { type LedgerContractOptions, ledgerContract } from './ledger-contract.ts'
export { type StoreContractOptions, storeContract } from './store-contract.ts'
