# Who takes part in which role, by track?
#
# A table for R without any package: read.csv takes the address itself. “UTF-8-BOM” is how R calls
# the encoding of the file, and check.names = FALSE keeps the headings as they are.

MTD <- Sys.getenv("MTD", "http://127.0.0.1:8000")

rows <- read.csv(paste0(MTD, "/api/v1/participations/?format=csv"),
                 fileEncoding = "UTF-8-BOM", check.names = FALSE)

print(table(rows[["Role"]], rows[["Track (slug)"]]))
cat(nrow(rows), "participations, edition", unique(rows[["Edition"]]), "\n")
