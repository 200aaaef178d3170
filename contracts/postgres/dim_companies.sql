CREATE TABLE "dim_companies" (
  "company_key" bigint NOT NULL,
  "natural_key" text NOT NULL,
  "company_name" text,
  "street" text,
  "city" text,
  "state" text,
  "zip" text,
  "country" text,
  "principal_permit_number" text,
  "permit_count" integer NOT NULL,
  "alias_count" integer NOT NULL,
  "record_count" integer NOT NULL,
  "first_seen_date" date,
  "last_seen_date" date,
  "first_approval_date" date,
  "first_ttb_id" text,
  PRIMARY KEY ("company_key")
);
COMMENT ON TABLE "dim_companies" IS 'One holder of certificates: all names, addresses and permits that belong together. Key 0 is the unknown company. Contract 1.0.';
COMMENT ON COLUMN "dim_companies"."company_key" IS 'Key of the company.';
COMMENT ON COLUMN "dim_companies"."natural_key" IS 'What the key is made from: the permit of its earliest record with one, else the compared name and address.';
COMMENT ON COLUMN "dim_companies"."company_name" IS 'Its name as on the latest record that has one.';
COMMENT ON COLUMN "dim_companies"."street" IS 'Street, as on that record.';
COMMENT ON COLUMN "dim_companies"."city" IS 'City, as on that record.';
COMMENT ON COLUMN "dim_companies"."state" IS 'USPS code of the state, as on that record.';
COMMENT ON COLUMN "dim_companies"."zip" IS 'ZIP code, as on that record.';
COMMENT ON COLUMN "dim_companies"."country" IS 'ISO 3166-1 code of the country, as on that record.';
COMMENT ON COLUMN "dim_companies"."principal_permit_number" IS 'Permit of its latest record that has one.';
COMMENT ON COLUMN "dim_companies"."permit_count" IS 'Permits that belong to it.';
COMMENT ON COLUMN "dim_companies"."alias_count" IS 'Ways in which it is named on its records.';
COMMENT ON COLUMN "dim_companies"."record_count" IS 'Records it occurs on.';
COMMENT ON COLUMN "dim_companies"."first_seen_date" IS 'Earliest day of receipt among its records, in whatever order they came in.';
COMMENT ON COLUMN "dim_companies"."last_seen_date" IS 'Latest day of receipt among its records.';
COMMENT ON COLUMN "dim_companies"."first_approval_date" IS 'Earliest day of approval among its records.';
COMMENT ON COLUMN "dim_companies"."first_ttb_id" IS 'The earliest of its records: by day of receipt, then by TTB ID.';
