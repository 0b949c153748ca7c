call bulkhead#define('dockerfile')
