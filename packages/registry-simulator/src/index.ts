export type { CodeListName } from '@ttb/utils/pages'
export { connectSimulatedTime } from './clock/connect-simulated-time.ts'
export { createScaledClock, type ScaledClockOptions } from './clock/scaled-clock.ts'
export {
  type Clock,
  createSimulatedTime,
  type Participant,
  type ServerTime,
  type SimulatedTime,
} from './clock/simulated-time.ts'
export { everyFault, type FaultKind, type FaultRule, type Trigger } from './faults/fault-rules.ts'
export { createRecordMaker, type MadeRecord } from './made-records.ts'
export { FORM_EDITIONS, type FormEdition, renderCertificate } from './pages/certificate-page.ts'
export { renderCodeList } from './pages/code-list-page.ts'
export { renderColaDetail } from './pages/cola-detail-page.ts'
export {
  renderAttachmentError,
  renderBlockPage,
  renderCaptchaPage,
  renderMaintenancePage,
  renderServerError,
  renderShell,
} from './pages/defence-pages.ts'
export { encodePage } from './pages/encode-page.ts'
export { renderUnknownId } from './pages/message-pages.ts'
export type { FrameOptions } from './pages/page-frame.ts'
export { renderSearchForm, renderSearchMessage, type SearchWay } from './pages/search-form-page.ts'
export { renderSearchResults, type SearchResults } from './pages/search-results-page.ts'
export { createRandom, type Random } from './random.ts'
export { type SamplePage, samplePages } from './sample-pages.ts'
export { renderCsv } from './server/csv-export.ts'
export { ENDPOINTS, type Endpoint } from './server/endpoints.ts'
export { judgeRequests, type Politeness } from './server/judge-requests.ts'
export { REQUEST_OUTCOMES, type RequestOutcome } from './server/reply.ts'
export type { RequestEntry } from './server/request-log.ts'
export { type Simulator, type SimulatorOptions, startSimulator } from './server/start-simulator.ts'
export type { AnswerKey, ExpectedImage, ExpectedRecord, ExpectedStatus } from './world/answer-key.ts'
export {
  CLASS_TYPES,
  type ClassType,
  type ListedCode,
  ORIGINS,
  type Origin,
  type ProductType,
} from './world/code-lists.ts'
export type { Company } from './world/companies.ts'
export type { Lifecycle, Sighting, Status, StatusEvent } from './world/lifecycle.ts'
export { type BulkDay, SCENARIOS, type Scenario, type ScenarioName } from './world/scenario.ts'
export type { CodeRange, SearchCriteria } from './world/search-criteria.ts'
export { createWorld, type World } from './world/world.ts'
export type { Conflict, WorldRecord } from './world/world-records.ts'
