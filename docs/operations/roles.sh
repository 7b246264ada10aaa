#!/bin/sh
# Run once by the PostgreSQL image on an empty volume: the four roles of Guichet, none a superuser.
set -eu
for role in guichet_owner guichet_portal guichet_worker guichet_sealer; do
  psql -v ON_ERROR_STOP=1 -v role="$role" -v password="$POSTGRES_PASSWORD" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE :"role" LOGIN NOSUPERUSER NOCREATEROLE NOBYPASSRLS PASSWORD :'password';
SQL
done
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" -c 'ALTER DATABASE guichet OWNER TO guichet_owner'
