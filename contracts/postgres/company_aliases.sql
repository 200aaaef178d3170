CREATE TABLE "company_aliases" (
  "alias_key" bigint NOT NULL,
  "company_key" bigint NOT NULL,
  "principal_permit_number" text,
  "holder_name_key" text,
  "holder_address_key" text,
  "holder_name" text,
  "holder_street" text,
  "holder_city" text,
  "holder_state" text,
  "holder_zip" text,
  "holder_country" text,
  "evidence" text NOT NULL CHECK ("evidence" IN ('anchor', 'same_permit', 'same_name_and_address', 'listed_together', 'indirect', 'unknown')),
  "confidence" double precision NOT NULL,
  "record_count" integer NOT NULL,
  "first_seen_date" date,
  "last_seen_date" date,
  "first_approval_date" date,
  "first_ttb_id" text,
  PRIMARY KEY ("alias_key")
);
COMMENT ON TABLE "company_aliases" IS 'One way in which records name their holder (permit, name and address) with the company it belongs to, and why. Contract 1.0.';
COMMENT ON COLUMN "company_aliases"."alias_key" IS 'Key of the way of naming.';
COMMENT ON COLUMN "company_aliases"."company_key" IS 'The company.';
COMMENT ON COLUMN "company_aliases"."principal_permit_number" IS 'Permit the search shows for the record, one of possibly several.';
COMMENT ON COLUMN "company_aliases"."holder_name_key" IS 'The name of the holder for comparing: capitals, without accents, punctuation and legal form.';
COMMENT ON COLUMN "company_aliases"."holder_address_key" IS 'The address of the holder for comparing: street as the USPS shortens it, and ZIP code or city and state.';
COMMENT ON COLUMN "company_aliases"."holder_name" IS 'The name as printed on the latest such record.';
COMMENT ON COLUMN "company_aliases"."holder_street" IS 'Street of the holder, where it could be told from the city.';
COMMENT ON COLUMN "company_aliases"."holder_city" IS 'City of the holder, in capitals.';
COMMENT ON COLUMN "company_aliases"."holder_state" IS 'USPS code of the state of the holder.';
COMMENT ON COLUMN "company_aliases"."holder_zip" IS 'ZIP code of the holder, five digits.';
COMMENT ON COLUMN "company_aliases"."holder_country" IS 'ISO 3166-1 code of the country of the holder.';
COMMENT ON COLUMN "company_aliases"."evidence" IS 'What ties it to the company: its permit, its name and address, permits on one record, or several steps of these.';
COMMENT ON COLUMN "company_aliases"."confidence" IS 'How sure the tie is: 1 the same permit, 0.9 name and address, 0.8 permits on one record, less for each further step. Unit: share, 0 to 1.';
COMMENT ON COLUMN "company_aliases"."record_count" IS 'Records it occurs on.';
COMMENT ON COLUMN "company_aliases"."first_seen_date" IS 'Earliest day of receipt among its records, in whatever order they came in.';
COMMENT ON COLUMN "company_aliases"."last_seen_date" IS 'Latest day of receipt among its records.';
COMMENT ON COLUMN "company_aliases"."first_approval_date" IS 'Earliest day of approval among its records.';
COMMENT ON COLUMN "company_aliases"."first_ttb_id" IS 'The earliest of its records: by day of receipt, then by TTB ID.';
