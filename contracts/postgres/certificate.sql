CREATE TABLE "certificate" (
  "ttb_id" text NOT NULL,
  "received_date" date,
  "receipt_method" text,
  "form_edition" text,
  "status" text,
  "application_date" date,
  "approval_date" date,
  "expiration_date" date,
  "days_to_approval" integer,
  "representative_id" text,
  "serial_number" text,
  "permit_numbers" text[] NOT NULL,
  "source_of_product" text CHECK ("source_of_product" IN ('domestic', 'imported')),
  "product_type" text CHECK ("product_type" IN ('wine', 'distilled_spirits', 'malt_beverage')),
  "class_type_code" text,
  "class_type_description" text,
  "origin_code" text,
  "brand_name" text,
  "fanciful_name" text,
  "application_types" text[] NOT NULL CHECK ("application_types" <@ ARRAY['label_approval', 'exemption', 'distinctive_bottle', 'resubmission']),
  "exemption_state" text,
  "total_bottle_capacity" text,
  "resubmission_of" text,
  "applicant_name" text,
  "applicant_address_lines" text[] NOT NULL,
  "dba_used_on_label" text,
  "mailing_address_lines" text[] NOT NULL,
  "phone" text,
  "email" text,
  "fax" text,
  "formula" text,
  "lab_number" text,
  "grape_varietals" text[] NOT NULL,
  "wine_appellation" text,
  "wine_vintage" text,
  "net_contents" text[] NOT NULL,
  "net_contents_ml" double precision[] NOT NULL,
  "alcohol_content" text,
  "alcohol_percent" double precision,
  "container_wording" text,
  "applicant_signature" text,
  "applicant_print_name" text,
  "authorized_signature_present" boolean,
  "qualifications" text[] NOT NULL,
  "label_images" jsonb NOT NULL,
  PRIMARY KEY ("ttb_id")
);
COMMENT ON TABLE "certificate" IS 'One certificate of label approval (COLA) or exemption. As certificate pages show it. Contract 1.0.';
COMMENT ON COLUMN "certificate"."ttb_id" IS 'Identifier of the application in the registry.';
COMMENT ON COLUMN "certificate"."received_date" IS 'Day TTB received the application, from the TTB ID.';
COMMENT ON COLUMN "certificate"."receipt_method" IS 'How the application reached TTB, from the TTB ID; null for IDs of before 1997. Codes: how the application reached TTB.';
COMMENT ON COLUMN "certificate"."form_edition" IS 'Edition of TTB F 5100.31 printed at the foot of the form.';
COMMENT ON COLUMN "certificate"."status" IS 'Status on the day the page was fetched: APPROVED, EXPIRED, SURRENDERED or REVOKED.';
COMMENT ON COLUMN "certificate"."application_date" IS 'Day of application as the applicant dated the form.';
COMMENT ON COLUMN "certificate"."approval_date" IS 'Day the certificate was issued.';
COMMENT ON COLUMN "certificate"."expiration_date" IS 'Day the certificate ends, where TTB set one.';
COMMENT ON COLUMN "certificate"."days_to_approval" IS 'Days from application to approval. Unit: days.';
COMMENT ON COLUMN "certificate"."representative_id" IS 'Identifier of the applicant''s representative.';
COMMENT ON COLUMN "certificate"."serial_number" IS 'Serial number given by the applicant; not unique.';
COMMENT ON COLUMN "certificate"."permit_numbers" IS 'Plant registry, basic permit or brewer''s numbers on the form, one by one.';
COMMENT ON COLUMN "certificate"."source_of_product" IS 'Whether the product is domestic or imported.';
COMMENT ON COLUMN "certificate"."product_type" IS 'Type of product ticked on the form.';
COMMENT ON COLUMN "certificate"."class_type_code" IS 'Class and type of the product, as a code. Codes: class and type of the product; `lookupProductClassTypeCode.do` of the registry.';
COMMENT ON COLUMN "certificate"."class_type_description" IS 'Class and type of the product, in words.';
COMMENT ON COLUMN "certificate"."origin_code" IS 'State or country of origin, as a code. Codes: state or country of origin; `lookupOriginCode.do` of the registry.';
COMMENT ON COLUMN "certificate"."brand_name" IS 'Brand name on the label.';
COMMENT ON COLUMN "certificate"."fanciful_name" IS 'Fanciful name on the label, if it has one.';
COMMENT ON COLUMN "certificate"."application_types" IS 'Types of application ticked on the form.';
COMMENT ON COLUMN "certificate"."exemption_state" IS 'State an exemption is limited to, as filled in on the form.';
COMMENT ON COLUMN "certificate"."total_bottle_capacity" IS 'Total capacity of a distinctive bottle before closure.';
COMMENT ON COLUMN "certificate"."resubmission_of" IS 'TTB ID of the rejected application this one follows.';
COMMENT ON COLUMN "certificate"."applicant_name" IS 'Applicant: the first line of the block, as printed.';
COMMENT ON COLUMN "certificate"."applicant_address_lines" IS 'Address of the applicant, line by line.';
COMMENT ON COLUMN "certificate"."dba_used_on_label" IS 'Trade name that the form marks "(Used on label)".';
COMMENT ON COLUMN "certificate"."mailing_address_lines" IS 'Mailing address where it differs, line by line.';
COMMENT ON COLUMN "certificate"."phone" IS 'Phone number on the form. Personal.';
COMMENT ON COLUMN "certificate"."email" IS 'E-mail address on the form; the registry seldom shows it. Personal.';
COMMENT ON COLUMN "certificate"."fax" IS 'Fax number on the form, in editions that ask for it. Personal.';
COMMENT ON COLUMN "certificate"."formula" IS 'Formula or statement of process number; may hold several.';
COMMENT ON COLUMN "certificate"."lab_number" IS 'Laboratory or pre-import number, in older editions.';
COMMENT ON COLUMN "certificate"."grape_varietals" IS 'Grape varietals as typed, one by one (wine).';
COMMENT ON COLUMN "certificate"."wine_appellation" IS 'Appellation of origin on the label (wine).';
COMMENT ON COLUMN "certificate"."wine_vintage" IS 'Vintage as typed (wine); on forms of before mid-2016.';
COMMENT ON COLUMN "certificate"."net_contents" IS 'Net contents as typed; on forms of before mid-2016.';
COMMENT ON COLUMN "certificate"."net_contents_ml" IS 'Net contents that could be understood. Unit: millilitres.';
COMMENT ON COLUMN "certificate"."alcohol_content" IS 'Alcohol content as typed; on forms of before mid-2016.';
COMMENT ON COLUMN "certificate"."alcohol_percent" IS 'Alcohol content that could be understood. Unit: percent by volume.';
COMMENT ON COLUMN "certificate"."container_wording" IS 'Wording on the container and translations, as typed.';
COMMENT ON COLUMN "certificate"."applicant_signature" IS 'What stands in the place of the applicant''s signature.';
COMMENT ON COLUMN "certificate"."applicant_print_name" IS 'Name of the person who signed. Personal.';
COMMENT ON COLUMN "certificate"."authorized_signature_present" IS 'Whether the form shows the signature of a TTB officer.';
COMMENT ON COLUMN "certificate"."qualifications" IS 'Conditions and remarks of TTB, one by one.';
COMMENT ON COLUMN "certificate"."label_images" IS 'Label images, each with its own type and size.';
