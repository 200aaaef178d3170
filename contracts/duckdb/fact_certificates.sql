CREATE TABLE "fact_certificates" (
  "ttb_id" VARCHAR NOT NULL,
  "received_date" DATE NOT NULL,
  "application_date_key" INTEGER NOT NULL,
  "approval_date_key" INTEGER NOT NULL,
  "expiration_date_key" INTEGER NOT NULL,
  "company_key" BIGINT NOT NULL,
  "alias_key" BIGINT NOT NULL,
  "permit_key" BIGINT NOT NULL,
  "product_type_key" BIGINT NOT NULL,
  "form_edition" VARCHAR,
  "certificate_status" VARCHAR,
  "is_label_approval" BOOLEAN NOT NULL,
  "is_exemption" BOOLEAN NOT NULL,
  "is_distinctive_bottle" BOOLEAN NOT NULL,
  "is_resubmission" BOOLEAN NOT NULL,
  "exemption_state" VARCHAR,
  "total_bottle_capacity" VARCHAR,
  "resubmission_of" VARCHAR,
  "serial_number" VARCHAR,
  "principal_permit_number" VARCHAR,
  "is_e_filed" BOOLEAN,
  "authorized_signature_present" BOOLEAN,
  "days_to_approval" INTEGER,
  "qualification_count" INTEGER NOT NULL,
  "certificate_sha256" VARCHAR,
  PRIMARY KEY ("ttb_id")
);
COMMENT ON TABLE "fact_certificates" IS 'One form TTB F 5100.31 with a decision: the certificate itself. Records on paper have none. Contract 1.0.';
COMMENT ON COLUMN "fact_certificates"."ttb_id" IS 'Identifier of the application in the registry.';
COMMENT ON COLUMN "fact_certificates"."received_date" IS 'Day TTB received the application, from the TTB ID.';
COMMENT ON COLUMN "fact_certificates"."application_date_key" IS 'Day of application, in dim_dates; 0 when not known.';
COMMENT ON COLUMN "fact_certificates"."approval_date_key" IS 'Day of approval, in dim_dates; 0 when not known.';
COMMENT ON COLUMN "fact_certificates"."expiration_date_key" IS 'Day the certificate ends, in dim_dates; 0 when not known.';
COMMENT ON COLUMN "fact_certificates"."company_key" IS 'The company, in dim_companies.';
COMMENT ON COLUMN "fact_certificates"."alias_key" IS 'How the record names the company, in company_aliases.';
COMMENT ON COLUMN "fact_certificates"."permit_key" IS 'The principal permit, in dim_permits.';
COMMENT ON COLUMN "fact_certificates"."product_type_key" IS 'Class and type, in dim_product_types.';
COMMENT ON COLUMN "fact_certificates"."form_edition" IS 'Edition of TTB F 5100.31 printed at the foot of the form.';
COMMENT ON COLUMN "fact_certificates"."certificate_status" IS 'Status of the certificate.';
COMMENT ON COLUMN "fact_certificates"."is_label_approval" IS 'Whether label approval was applied for.';
COMMENT ON COLUMN "fact_certificates"."is_exemption" IS 'Whether exemption from label approval was applied for.';
COMMENT ON COLUMN "fact_certificates"."is_distinctive_bottle" IS 'Whether approval of a distinctive bottle was applied for.';
COMMENT ON COLUMN "fact_certificates"."is_resubmission" IS 'Whether it follows a rejected application.';
COMMENT ON COLUMN "fact_certificates"."exemption_state" IS 'State an exemption is limited to, as filled in on the form.';
COMMENT ON COLUMN "fact_certificates"."total_bottle_capacity" IS 'Total capacity of a distinctive bottle before closure.';
COMMENT ON COLUMN "fact_certificates"."resubmission_of" IS 'TTB ID of the rejected application this one follows.';
COMMENT ON COLUMN "fact_certificates"."serial_number" IS 'Serial number given by the applicant; not unique.';
COMMENT ON COLUMN "fact_certificates"."principal_permit_number" IS 'Permit of the principal place of business or, where no page says which that is, the first one shown.';
COMMENT ON COLUMN "fact_certificates"."is_e_filed" IS 'Whether it was filed electronically; null for IDs of before 1997.';
COMMENT ON COLUMN "fact_certificates"."authorized_signature_present" IS 'Whether the form shows the signature of a TTB officer.';
COMMENT ON COLUMN "fact_certificates"."days_to_approval" IS 'Days from application to approval. Unit: days.';
COMMENT ON COLUMN "fact_certificates"."qualification_count" IS 'Qualifications of the record: its rows in bridge_qualifications.';
COMMENT ON COLUMN "fact_certificates"."certificate_sha256" IS 'SHA-256 of the snapshot of the form, in hexadecimal.';
