/**
 * For a modest machine that must lose nothing: every commit is on the disk before it is answered. Many small commits at once share one
 * sync (`commit_delay`, microseconds, only when `commit_siblings` others are open). No TCP: a socket in a folder that only we can enter.
 */
const DURABLE = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  commit_delay: '500',
  commit_siblings: '4',
  wal_compression: 'on',
  min_wal_size: '128MB',
  max_wal_size: '1GB',
  checkpoint_timeout: '10min',
};

const MODEST = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '60',
  shared_buffers: '96MB',
  effective_cache_size: '512MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  io_method: 'sync',
  max_parallel_workers_per_gather: '0',
  jit: 'off',
  random_page_cost: '1.1',
  timezone: 'UTC',
  log_timezone: 'UTC',
  logging_collector: 'off',
  log_min_messages: 'warning',
  log_line_prefix: '%m [%p] ',
  max_wal_senders: '2',
};

/** For tests and trials only, whose data nobody will ask for again. */
const THROWAWAY = { ...DURABLE, fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', commit_delay: '0' };

export function serverArguments(socketDir: string, isThrowaway: boolean): string[] {
  const all = { ...MODEST, ...(isThrowaway ? THROWAWAY : DURABLE), unix_socket_directories: socketDir };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
