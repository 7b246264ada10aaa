import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, rowSecurity, run } from './support.js';

/** The PDF of a receipt, drawn by the worker and kept as a file: its size and hash. */
export class ReceiptDocuments1764000702000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE receipt_document (
         receipt_id uuid NOT NULL, organisation_id uuid NOT NULL, size integer NOT NULL, sha256 text NOT NULL,
         rendered_at timestamptz(3) NOT NULL,
         CONSTRAINT receipt_document_pk PRIMARY KEY (receipt_id),
         CONSTRAINT receipt_document_receipt_fk FOREIGN KEY (receipt_id) REFERENCES receipt (id),
         CONSTRAINT receipt_document_size CHECK (size > 0),
         CONSTRAINT receipt_document_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$'))`,
      `CREATE TRIGGER receipt_document_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON receipt_document EXECUTE FUNCTION guichet_insert_only()`,
    );
    await grant(runner, 'receipt_document', { portal: 'SELECT', worker: 'SELECT, INSERT' });
    await rowSecurity(runner, 'receipt_document');
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP TABLE receipt_document`);
  }
}
