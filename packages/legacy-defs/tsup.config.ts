import library from '../../tsup.shared.ts'

export default library({ 'migrate-command': './src/codemod/migrate-command.ts' })
