CREATE TABLE "consolidated" (
  "ttb_id" text NOT NULL,
  "received_date" date NOT NULL,
  "receipt_method" text,
  "form_edition" text,
  "status" text,
  "completed_date" date,
  "application_date" date,
  "approval_date" date,
  "expiration_date" date,
  "days_to_approval" integer,
  "representative_id" text,
  "vendor_code" text,
  "serial_number" text,
  "permit_number" text,
  "permit_numbers" text[] NOT NULL,
  "permits" jsonb NOT NULL,
  "source_of_product" text CHECK ("source_of_product" IN ('domestic', 'imported')),
  "product_type" text CHECK ("product_type" IN ('wine', 'distilled_spirits', 'malt_beverage')),
  "class_type_code" text,
  "class_type_description" text,
  "origin_code" text,
  "origin_description" text,
  "brand_name" text,
  "fanciful_name" text,
  "type_of_application" text,
  "application_types" text[] NOT NULL CHECK ("application_types" <@ ARRAY['label_approval', 'exemption', 'distinctive_bottle', 'resubmission']),
  "for_sale_in" text,
  "exemption_state" text,
  "total_bottle_capacity" text,
  "resubmission_of" text,
  "applicant_name" text,
  "applicant_address_lines" text[] NOT NULL,
  "dba_used_on_label" text,
  "mailing_address_lines" text[] NOT NULL,
  "contact_name" text,
  "contact_phone" text,
  "contact_fax" text,
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
  "has_search_row" boolean NOT NULL,
  "has_cola_detail" boolean NOT NULL,
  "has_certificate" boolean NOT NULL,
  "search_observed_at" timestamp with time zone,
  "cola_detail_requested_at" timestamp with time zone,
  "certificate_requested_at" timestamp with time zone,
  "cola_detail_sha256" text,
  "certificate_sha256" text,
  "completeness_score" double precision NOT NULL,
  "quality_tier" text NOT NULL CHECK ("quality_tier" IN ('premium', 'standard', 'basic', 'minimal')),
  "missing_fields" text[] NOT NULL,
  "conflict_count" integer NOT NULL,
  "commodity" text CHECK ("commodity" IN ('wine', 'distilled_spirits', 'malt_beverage', 'non_alcoholic')),
  "is_wine" boolean,
  "is_beer" boolean,
  "is_spirits" boolean,
  "holder_name" text,
  "holder_address_lines" text[] NOT NULL,
  "holder_street" text,
  "holder_city" text,
  "holder_state" text,
  "holder_zip" text,
  "holder_country" text,
  "holder_name_key" text,
  "holder_address_key" text,
  "principal_permit_number" text,
  "all_permits" jsonb NOT NULL,
  "brand_key" text,
  "fanciful_key" text,
  "varietals" jsonb NOT NULL,
  "qualification_parts" jsonb NOT NULL,
  PRIMARY KEY ("ttb_id")
);
COMMENT ON TABLE "consolidated" IS 'One record from all its sources: search row, detail page and form joined by TTB ID; none of them has to be there. Contract 1.0.';
COMMENT ON COLUMN "consolidated"."ttb_id" IS 'Identifier of the application in the registry.';
COMMENT ON COLUMN "consolidated"."received_date" IS 'Day TTB received the application, from the TTB ID.';
COMMENT ON COLUMN "consolidated"."receipt_method" IS 'How the application reached TTB, from the TTB ID; null for IDs of before 1997. Codes: how the application reached TTB.';
COMMENT ON COLUMN "consolidated"."form_edition" IS 'Edition of TTB F 5100.31 printed at the foot of the form.';
COMMENT ON COLUMN "consolidated"."status" IS 'Status on the day the page was fetched: APPROVED, EXPIRED, SURRENDERED or REVOKED.';
COMMENT ON COLUMN "consolidated"."completed_date" IS 'Day of the last change of status; it moves. Not the day of approval.';
COMMENT ON COLUMN "consolidated"."application_date" IS 'Day of application as the applicant dated the form.';
COMMENT ON COLUMN "consolidated"."approval_date" IS 'Day the certificate was issued.';
COMMENT ON COLUMN "consolidated"."expiration_date" IS 'Day the certificate ends, where TTB set one.';
COMMENT ON COLUMN "consolidated"."days_to_approval" IS 'Days from application to approval. Unit: days.';
COMMENT ON COLUMN "consolidated"."representative_id" IS 'Identifier of the applicant''s representative.';
COMMENT ON COLUMN "consolidated"."vendor_code" IS 'Vendor code that TTB used before April 2003 and still prints.';
COMMENT ON COLUMN "consolidated"."serial_number" IS 'Serial number given by the applicant; not unique.';
COMMENT ON COLUMN "consolidated"."permit_number" IS 'Permit the search shows for the record, one of possibly several.';
COMMENT ON COLUMN "consolidated"."permit_numbers" IS 'Plant registry, basic permit or brewer''s numbers on the form, one by one.';
COMMENT ON COLUMN "consolidated"."permits" IS 'Permits with holder and place, as the detail page lists them.';
COMMENT ON COLUMN "consolidated"."source_of_product" IS 'Whether the product is domestic or imported.';
COMMENT ON COLUMN "consolidated"."product_type" IS 'Type of product ticked on the form.';
COMMENT ON COLUMN "consolidated"."class_type_code" IS 'Class and type of the product, as a code. Codes: class and type of the product; `lookupProductClassTypeCode.do` of the registry.';
COMMENT ON COLUMN "consolidated"."class_type_description" IS 'Class and type of the product, in words.';
COMMENT ON COLUMN "consolidated"."origin_code" IS 'State or country of origin, as a code. Codes: state or country of origin; `lookupOriginCode.do` of the registry.';
COMMENT ON COLUMN "consolidated"."origin_description" IS 'State or country of origin, in words.';
COMMENT ON COLUMN "consolidated"."brand_name" IS 'Brand name on the label.';
COMMENT ON COLUMN "consolidated"."fanciful_name" IS 'Fanciful name on the label, if it has one.';
COMMENT ON COLUMN "consolidated"."type_of_application" IS 'Type of application in the words of the detail page.';
COMMENT ON COLUMN "consolidated"."application_types" IS 'Types of application ticked on the form.';
COMMENT ON COLUMN "consolidated"."for_sale_in" IS 'State an exemption is limited to, as the detail page shows it.';
COMMENT ON COLUMN "consolidated"."exemption_state" IS 'State an exemption is limited to, as filled in on the form.';
COMMENT ON COLUMN "consolidated"."total_bottle_capacity" IS 'Total capacity of a distinctive bottle before closure.';
COMMENT ON COLUMN "consolidated"."resubmission_of" IS 'TTB ID of the rejected application this one follows.';
COMMENT ON COLUMN "consolidated"."applicant_name" IS 'Applicant: the first line of the block, as printed.';
COMMENT ON COLUMN "consolidated"."applicant_address_lines" IS 'Address of the applicant, line by line.';
COMMENT ON COLUMN "consolidated"."dba_used_on_label" IS 'Trade name that the form marks "(Used on label)".';
COMMENT ON COLUMN "consolidated"."mailing_address_lines" IS 'Mailing address where it differs, line by line.';
COMMENT ON COLUMN "consolidated"."contact_name" IS 'Contact person. Personal.';
COMMENT ON COLUMN "consolidated"."contact_phone" IS 'Phone number of the contact. Personal.';
COMMENT ON COLUMN "consolidated"."contact_fax" IS 'Fax number of the contact. Personal.';
COMMENT ON COLUMN "consolidated"."phone" IS 'Phone number on the form. Personal.';
COMMENT ON COLUMN "consolidated"."email" IS 'E-mail address on the form; the registry seldom shows it. Personal.';
COMMENT ON COLUMN "consolidated"."fax" IS 'Fax number on the form, in editions that ask for it. Personal.';
COMMENT ON COLUMN "consolidated"."formula" IS 'Formula or statement of process number; may hold several.';
COMMENT ON COLUMN "consolidated"."lab_number" IS 'Laboratory or pre-import number, in older editions.';
COMMENT ON COLUMN "consolidated"."grape_varietals" IS 'Grape varietals as typed, one by one (wine).';
COMMENT ON COLUMN "consolidated"."wine_appellation" IS 'Appellation of origin on the label (wine).';
COMMENT ON COLUMN "consolidated"."wine_vintage" IS 'Vintage as typed (wine); on forms of before mid-2016.';
COMMENT ON COLUMN "consolidated"."net_contents" IS 'Net contents as typed; on forms of before mid-2016.';
COMMENT ON COLUMN "consolidated"."net_contents_ml" IS 'Net contents that could be understood. Unit: millilitres.';
COMMENT ON COLUMN "consolidated"."alcohol_content" IS 'Alcohol content as typed; on forms of before mid-2016.';
COMMENT ON COLUMN "consolidated"."alcohol_percent" IS 'Alcohol content that could be understood. Unit: percent by volume.';
COMMENT ON COLUMN "consolidated"."container_wording" IS 'Wording on the container and translations, as typed.';
COMMENT ON COLUMN "consolidated"."applicant_signature" IS 'What stands in the place of the applicant''s signature.';
COMMENT ON COLUMN "consolidated"."applicant_print_name" IS 'Name of the person who signed. Personal.';
COMMENT ON COLUMN "consolidated"."authorized_signature_present" IS 'Whether the form shows the signature of a TTB officer.';
COMMENT ON COLUMN "consolidated"."qualifications" IS 'Conditions and remarks of TTB, one by one.';
COMMENT ON COLUMN "consolidated"."label_images" IS 'Label images, each with its own type and size.';
COMMENT ON COLUMN "consolidated"."has_search_row" IS 'Whether the registry index lists the record.';
COMMENT ON COLUMN "consolidated"."has_cola_detail" IS 'Whether its detail page was read.';
COMMENT ON COLUMN "consolidated"."has_certificate" IS 'Whether its form was read.';
COMMENT ON COLUMN "consolidated"."search_observed_at" IS 'When the registry was first seen to list the record with the values of the search row.';
COMMENT ON COLUMN "consolidated"."cola_detail_requested_at" IS 'When the detail page was asked for, where that is known.';
COMMENT ON COLUMN "consolidated"."certificate_requested_at" IS 'When the form was asked for, where that is known.';
COMMENT ON COLUMN "consolidated"."cola_detail_sha256" IS 'SHA-256 of the snapshot of the detail page, in hexadecimal.';
COMMENT ON COLUMN "consolidated"."certificate_sha256" IS 'SHA-256 of the snapshot of the form, in hexadecimal.';
COMMENT ON COLUMN "consolidated"."completeness_score" IS 'Share of the fields expected of every record that are filled. Unit: share, 0 to 1.';
COMMENT ON COLUMN "consolidated"."quality_tier" IS 'How complete the record is, by score and by the fields that matter most.';
COMMENT ON COLUMN "consolidated"."missing_fields" IS 'Fields that the score expects and does not find.';
COMMENT ON COLUMN "consolidated"."conflict_count" IS 'Fields about which the sources disagree: the rows of the record in the conflict log.';
COMMENT ON COLUMN "consolidated"."commodity" IS 'Type of product by class and type code, never by words within a name.';
COMMENT ON COLUMN "consolidated"."is_wine" IS 'Whether it is wine; null when class and type are not known.';
COMMENT ON COLUMN "consolidated"."is_beer" IS 'Whether it is a malt beverage; null when class and type are not known.';
COMMENT ON COLUMN "consolidated"."is_spirits" IS 'Whether it is a distilled spirit; null when class and type are not known.';
COMMENT ON COLUMN "consolidated"."holder_name" IS 'Who holds the certificate: the applicant of the form or, without one, the holder of the principal permit.';
COMMENT ON COLUMN "consolidated"."holder_address_lines" IS 'Address of the holder, line by line.';
COMMENT ON COLUMN "consolidated"."holder_street" IS 'Street of the holder, where it could be told from the city.';
COMMENT ON COLUMN "consolidated"."holder_city" IS 'City of the holder, in capitals.';
COMMENT ON COLUMN "consolidated"."holder_state" IS 'USPS code of the state of the holder.';
COMMENT ON COLUMN "consolidated"."holder_zip" IS 'ZIP code of the holder, five digits.';
COMMENT ON COLUMN "consolidated"."holder_country" IS 'ISO 3166-1 code of the country of the holder.';
COMMENT ON COLUMN "consolidated"."holder_name_key" IS 'The name of the holder for comparing: capitals, without accents, punctuation and legal form.';
COMMENT ON COLUMN "consolidated"."holder_address_key" IS 'The address of the holder for comparing: street as the USPS shortens it, and ZIP code or city and state.';
COMMENT ON COLUMN "consolidated"."principal_permit_number" IS 'Permit of the principal place of business or, where no page says which that is, the first one shown.';
COMMENT ON COLUMN "consolidated"."all_permits" IS 'Every permit that any source shows, each once.';
COMMENT ON COLUMN "consolidated"."brand_key" IS 'The brand name for comparing: capitals, without accents and punctuation.';
COMMENT ON COLUMN "consolidated"."fanciful_key" IS 'The fanciful name for comparing: capitals, without accents and punctuation.';
COMMENT ON COLUMN "consolidated"."varietals" IS 'Grape varietals, each under one name for all its synonyms.';
COMMENT ON COLUMN "consolidated"."qualification_parts" IS 'Qualifications, each parted into a standard sentence and a comment of its own.';
