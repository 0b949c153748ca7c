call bulkhead#define('yaml')
