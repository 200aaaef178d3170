// Made from legacy-map.ts by `pnpm generate`; not edited.
import {
  create_quality_dashboard_data as create_quality_dashboard_data_,
  export_quality_metrics as export_quality_metrics_,
} from '../adapters/monitoring.ts'
import { warnDeprecated } from '../warn-deprecated.ts'

warnDeprecated('ttb_monitoring')

/** @deprecated Use the name `'ttb_pipeline_health_monitor'` of the sensor. */
export const ttb_pipeline_health_sensor = 'ttb_pipeline_health_monitor'
/** @deprecated Use the name `'ttb_data_quality_monitor'` of the sensor. */
export const ttb_data_quality_sensor = 'ttb_data_quality_monitor'
/** @deprecated Use `openStateStore` of `@ttb/resources`. */
export const create_quality_dashboard_data = create_quality_dashboard_data_
/** @deprecated Use `openStateStore` of `@ttb/resources`. */
export const export_quality_metrics = export_quality_metrics_
