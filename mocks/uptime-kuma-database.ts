/**
 * A database file as Uptime Kuma leaves it behind, of 1.x or of 2.x: the tables and columns that matter of its own
 * migrations, filled with a small service and its past. Times are UTC without a zone, as Kuma writes them.
 */
import { DatabaseSync } from 'node:sqlite';

const SHARED = `
create table [user] (id integer primary key autoincrement not null, username varchar(255) not null unique, password varchar(255), active boolean not null default 1, timezone varchar(150));
create table setting (id integer primary key autoincrement, [key] varchar(200) not null unique, value text, type varchar(20));
create table notification (id integer primary key autoincrement not null, name varchar(255), config varchar(255), active boolean not null default 1, user_id integer not null, is_default boolean default 0 not null);
create table heartbeat (id integer primary key autoincrement not null, important boolean not null default 0, monitor_id integer not null, status smallint not null, msg text, time datetime not null, ping integer, duration integer not null default 0);
create table [group] (id integer primary key autoincrement, name varchar(255) not null, created_date datetime default (datetime('now')) not null, public boolean default 0 not null, active boolean default 1 not null, weight boolean not null default 1000, status_page_id integer);
create table monitor_group (id integer primary key autoincrement not null, monitor_id integer not null, group_id integer not null, weight boolean not null default 1000, send_url boolean default 0 not null);
create table incident (id integer primary key autoincrement, title varchar(255) not null, content text not null, style varchar(30) default 'warning' not null, created_date datetime default (datetime('now')) not null, last_updated_date datetime, pin boolean default 1 not null, active boolean default 1 not null, status_page_id integer);
create table status_page (id integer primary key autoincrement not null, slug varchar(255) not null unique, title varchar(255) not null, description text, icon varchar(255) not null, theme varchar(30) not null, published boolean not null default 1, search_engine_index boolean not null default 1, show_tags boolean not null default 0, password varchar, created_date datetime not null default current_timestamp, modified_date datetime not null default current_timestamp);
create table maintenance (id integer primary key autoincrement not null, title varchar(150) not null, description text not null, user_id integer, active boolean not null default 1, strategy varchar(50) not null default 'single', start_date datetime, end_date datetime, start_time time, end_time time, weekdays varchar2(250) default '[]', days_of_month text default '[]', interval_day integer);
create table monitor_maintenance (id integer primary key autoincrement not null, monitor_id integer not null, maintenance_id integer not null);
`;
const MONITOR = `id integer primary key autoincrement not null, name varchar(150), active boolean not null default 1, user_id integer, interval integer not null default 20, url text, type varchar(20), weight integer default 2000, hostname varchar(255), port integer, created_date datetime, keyword varchar(255), maxretries integer not null default 0, ignore_tls boolean default 0 not null, upside_down boolean default 0 not null, maxredirects integer default 10 not null, accepted_statuscodes_json text default '["200-299"]' not null, retry_interval integer default 0 not null, push_token varchar(20), method text default 'GET' not null, body text, headers text, basic_auth_user text, basic_auth_pass text, auth_method varchar(250)`;
const ONLY = {
  1: `create table monitor (${MONITOR});
create table maintenance_timeslot (id integer primary key autoincrement not null, maintenance_id integer not null, start_date datetime not null, end_date datetime, generated_next boolean default 0);
create table status_page_cname (id integer primary key autoincrement not null, status_page_id integer not null, domain varchar not null unique);`,
  2: `create table monitor (${MONITOR}, description text, parent integer, invert_keyword boolean default 0 not null, json_path text, expected_value varchar(255), timeout double default 0 not null, conditions text not null default '[]');
alter table maintenance add cron text; alter table maintenance add timezone varchar(255); alter table maintenance add duration integer; alter table maintenance add last_start_date datetime;
alter table heartbeat add down_count integer not null default 0; alter table heartbeat add end_time datetime; alter table heartbeat add retries integer not null default 0;
create table stat_daily (id integer primary key autoincrement, monitor_id integer not null, timestamp integer not null, ping real, up smallint not null, down smallint not null);`,
};

export function makeUptimeKumaDatabase(file: string, version: 1 | 2): void {
  const database = new DatabaseSync(file);
  database.exec(SHARED + ONLY[version]);
  const add = (table: string, row: Record<string, string | number | null>) => {
    const names = Object.keys(row);
    database
      .prepare(
        `insert into "${table}" (${names.map((name) => `"${name}"`).join()}) values (${names.map(() => '?').join()})`,
      )
      .run(...Object.values(row));
  };
  add('setting', { key: 'serverTimezone', value: '"Europe/Berlin"', type: 'general' });
  add('notification', {
    name: 'Chat',
    config: '{"type":"slack","slackwebhookURL":"https://hooks.example/x"}',
    user_id: 1,
  });
  add('status_page', {
    slug: 'main',
    title: 'Acme',
    description: 'What runs',
    icon: '/icon.svg',
    theme: 'auto',
  });
  add('status_page', { slug: 'inner', title: 'Inner', icon: '/icon.svg', theme: 'auto' });
  add('group', { name: 'Shop', public: 1, weight: 1, status_page_id: 1 });
  add('group', { name: 'Inner', public: 1, weight: 1, status_page_id: 2 });

  const monitor = (row: Record<string, string | number | null>, group = 1) => {
    add('monitor', { user_id: 1, interval: 60, created_date: '2025-01-01 00:00:00', ...row });
    const { id } = database.prepare('select max(id) as id from monitor').get() as { id: number };
    if (group) add('monitor_group', { monitor_id: id, group_id: group, weight: id });
    return id;
  };
  const shop = monitor({
    name: 'Shop <b>front</b>',
    type: 'keyword',
    url: 'https://shop.example/',
    keyword: 'Welcome',
    maxretries: 2,
    retry_interval: 20,
    headers: '{"X-Key":"secret of a test"}',
    basic_auth_user: 'kuma',
    basic_auth_pass: 'word',
    auth_method: 'basic',
  });
  const database5432 = monitor({ name: 'Database', type: 'port', hostname: 'db.example', port: 5432 });
  monitor({ name: 'Router', type: 'ping', hostname: '192.0.2.1' });
  monitor({ name: 'Backup job', type: 'push', push_token: 'abcdef' });
  monitor({ name: 'Must be closed', type: 'http', url: 'https://closed.example/', upside_down: 1 });
  monitor({ name: 'Not shown', type: 'http', url: 'https://inner.example/' }, 2);
  if (version === 2)
    monitor({
      name: 'State',
      type: 'json-query',
      url: 'https://shop.example/state',
      json_path: '$.state',
      expected_value: 'ok',
      timeout: 12,
    });

  const beat = (monitorId: number, time: string, status: number, msg: string, important = 1) =>
    add('heartbeat', {
      monitor_id: monitorId,
      time: `${time}.123`,
      status,
      msg,
      important,
      duration: 60,
      ping: status === 1 ? 40 : null,
    });
  beat(shop, '2026-01-01 00:00:00', 1, '200 - OK');
  for (const [down, up] of [
    ['2026-02-20 10:00:00', '2026-02-20 10:12:00'],
    ['2026-02-20 15:00:00', '2026-02-20 15:03:00'],
    ['2026-02-22 23:50:00', '2026-02-23 00:20:00'],
  ] as const) {
    beat(shop, down, 0, 'connect ECONNREFUSED');
    beat(shop, down.replace(/0:00$/, '1:00'), 0, 'connect ECONNREFUSED', 0);
    beat(shop, up, 1, '200 - OK');
  }
  // It is down as the file is copied.
  beat(database5432, '2026-02-28 00:00:00', 0, 'timeout');

  add('incident', {
    title: 'Slow payments',
    content: 'Payments take long.',
    style: 'danger',
    created_date: '2026-02-10 08:00:00',
    last_updated_date: '2026-02-10 09:30:00',
    pin: 0,
    active: version === 2 ? 0 : 1,
    status_page_id: 1,
  });
  add('incident', {
    title: 'We watch it',
    content: 'Still pinned.',
    style: 'info',
    created_date: '2026-02-27 08:00:00',
    pin: 1,
    active: 1,
    status_page_id: 1,
  });
  add('maintenance', {
    title: 'New disks',
    description: 'We change disks.',
    strategy: 'single',
    start_date: '2026-02-05 02:00:00',
    end_date: '2026-02-05 03:00:00',
    ...(version === 2 ? { timezone: 'SAME_AS_SERVER' } : {}),
  });
  add('monitor_maintenance', { monitor_id: shop, maintenance_id: 1 });
  if (version === 1)
    add('maintenance_timeslot', {
      maintenance_id: 1,
      start_date: '2026-02-05 01:00:00',
      end_date: '2026-02-05 02:00:00',
    });
  add('maintenance', {
    title: 'Every week',
    description: 'Patches',
    strategy: 'recurring-weekday',
    start_date: '2026-01-01 00:00:00',
  });
  database.close();
}
