import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, run } from './support.js';

/** The files of a published version in each format, written once. Public: no row belongs to a vendor. */
export class PackageFiles1764000402000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE package_file (
         package_version_id uuid NOT NULL, format text NOT NULL, file_name text NOT NULL, media_type text NOT NULL,
         bytes bytea NOT NULL, size integer NOT NULL, sha256 text NOT NULL, losses jsonb NOT NULL, made_at timestamptz(3) NOT NULL,
         CONSTRAINT package_file_pk PRIMARY KEY (package_version_id, format),
         CONSTRAINT package_file_version_fk FOREIGN KEY (package_version_id) REFERENCES package_version (id),
         CONSTRAINT package_file_format CHECK (format IN ('json', 'yaml', 'rem', 'csv', 'convergence', 'oscal', 'ciso')),
         CONSTRAINT package_file_size CHECK (size = octet_length(bytes)),
         CONSTRAINT package_file_sha256 CHECK (sha256 = encode(sha256(bytes), 'hex')))`,
    );
    await grant(runner, 'package_file', { portal: 'SELECT', worker: 'SELECT, INSERT' });
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, 'DROP TABLE package_file');
  }
}
