import { ttb_partitioned } from '@ttb/legacy-defs/partitioned_assets'
import * as jobs from '@ttb/legacy-defs/ttb_consolidated_jobs'

export const requests = [
  { job: jobs.ttb_raw_pipeline },
  { select: [ttb_partitioned, 'my_own_asset'] },
  { select: jobs.raw_extraction_assets },
]
