CREATE TABLE "dim_permits" (
  "permit_key" bigint NOT NULL,
  "permit_number" text,
  "permit_type" text,
  "permit_type_doc" text,
  "state" text,
  "suffix" text,
  "number" integer,
  "company_key" bigint NOT NULL,
  "record_count" integer NOT NULL,
  "first_seen_date" date,
  "last_seen_date" date,
  PRIMARY KEY ("permit_key")
);
COMMENT ON TABLE "dim_permits" IS 'One plant registry, basic permit or brewer’s number, taken apart, with the company it belongs to. Key 0 is the unknown permit. Contract 1.0.';
COMMENT ON COLUMN "dim_permits"."permit_key" IS 'Key of the permit.';
COMMENT ON COLUMN "dim_permits"."permit_number" IS 'The number; null for the unknown permit.';
COMMENT ON COLUMN "dim_permits"."permit_type" IS 'The letters that say what it permits.';
COMMENT ON COLUMN "dim_permits"."permit_type_doc" IS 'What the letters mean; null for others than the manual names.';
COMMENT ON COLUMN "dim_permits"."state" IS 'USPS code of the state in the number.';
COMMENT ON COLUMN "dim_permits"."suffix" IS 'The letters between state and number of some breweries.';
COMMENT ON COLUMN "dim_permits"."number" IS 'The digits.';
COMMENT ON COLUMN "dim_permits"."company_key" IS 'The company.';
COMMENT ON COLUMN "dim_permits"."record_count" IS 'Records it occurs on.';
COMMENT ON COLUMN "dim_permits"."first_seen_date" IS 'Earliest day of receipt among its records, in whatever order they came in.';
COMMENT ON COLUMN "dim_permits"."last_seen_date" IS 'Latest day of receipt among its records.';
