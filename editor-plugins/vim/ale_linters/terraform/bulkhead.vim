call bulkhead#define('terraform')
