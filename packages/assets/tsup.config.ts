import library from '../../tsup.shared.ts'

export default library({ 'partition-worker': './src/partition-worker.ts' })
