import { Migration } from '@mikro-orm/migrations';

/**
 * A delivery's row holds its body as long as a page has room for both. A body outside the row costs two more rows and
 * two index entries. Existing rows stay as they are.
 */
export class Migration0008BodiesInRows extends Migration {
  override up(): void {
    this.addSql(`alter table deliveries set (toast_tuple_target = 8160)`);
  }
}
