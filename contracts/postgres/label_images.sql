CREATE TABLE "label_images" (
  "ttb_id" text NOT NULL,
  "position" integer NOT NULL,
  "received_date" date NOT NULL,
  "type" text,
  "width_inches" double precision,
  "height_inches" double precision,
  "width_pixels" integer,
  "height_pixels" integer,
  "filename" text,
  "url" text,
  PRIMARY KEY ("ttb_id", "position")
);
COMMENT ON TABLE "label_images" IS 'One label image, as the form of a record lists it. Contract 1.0.';
COMMENT ON COLUMN "label_images"."ttb_id" IS 'Identifier of the application in the registry.';
COMMENT ON COLUMN "label_images"."position" IS 'Counts the images of a record, from 1.';
COMMENT ON COLUMN "label_images"."received_date" IS 'Day TTB received the application, from the TTB ID.';
COMMENT ON COLUMN "label_images"."type" IS 'Type the applicant chose; not always the true one.';
COMMENT ON COLUMN "label_images"."width_inches" IS 'Actual width of the label. Unit: inches.';
COMMENT ON COLUMN "label_images"."height_inches" IS 'Actual height of the label. Unit: inches.';
COMMENT ON COLUMN "label_images"."width_pixels" IS 'Width as displayed. Unit: pixels.';
COMMENT ON COLUMN "label_images"."height_pixels" IS 'Height as displayed. Unit: pixels.';
COMMENT ON COLUMN "label_images"."filename" IS 'File name given by the applicant, verbatim. Never a path.';
COMMENT ON COLUMN "label_images"."url" IS 'Address of the image as the page links it.';
