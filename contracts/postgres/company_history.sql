CREATE TABLE "company_history" (
  "company_key" bigint NOT NULL,
  "principal_permit_number" text NOT NULL,
  "valid_from" date NOT NULL,
  "valid_to" date,
  "is_current" boolean NOT NULL,
  "company_name" text,
  "street" text,
  "city" text,
  "state" text,
  "zip" text,
  PRIMARY KEY ("company_key", "principal_permit_number", "valid_from")
);
COMMENT ON TABLE "company_history" IS 'One name and address of a company at one permit, with the days from and to which its records gave them. Contract 1.0.';
COMMENT ON COLUMN "company_history"."company_key" IS 'The company.';
COMMENT ON COLUMN "company_history"."principal_permit_number" IS 'The permit of the records; `none` for those without one.';
COMMENT ON COLUMN "company_history"."valid_from" IS 'Day of receipt of the first record that gives them.';
COMMENT ON COLUMN "company_history"."valid_to" IS 'Day of receipt of the next record of this permit that gives others.';
COMMENT ON COLUMN "company_history"."is_current" IS 'Whether the latest record gives them.';
COMMENT ON COLUMN "company_history"."company_name" IS 'The name as printed on the first such record.';
COMMENT ON COLUMN "company_history"."street" IS 'Street of the holder.';
COMMENT ON COLUMN "company_history"."city" IS 'City of the holder.';
COMMENT ON COLUMN "company_history"."state" IS 'USPS code of the state of the holder.';
COMMENT ON COLUMN "company_history"."zip" IS 'ZIP code of the holder.';
