import { Migration } from '@mikro-orm/migrations';

/**
 * A delivery's row keeps its body as long as a page has room for both. Beside the table it costs two rows more, and two
 * entries of an index. Rows from before stay as they are.
 */
export class Migration0008BodiesInRows extends Migration {
  override up(): void {
    this.addSql(`alter table deliveries set (toast_tuple_target = 8160)`);
  }
}
