const { is_ttb_error_page } = require('@ttb/legacy-defs/partitioned_assets')
const { validate_ttb_id } = require('@ttb/legacy-defs/ttb_transformations')

module.exports = (id, page) => validate_ttb_id(id) && !is_ttb_error_page(page)
