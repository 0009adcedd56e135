# How do the tracks connect? The matrix, computed anew in R.
#
# The same as the recipe in Python, with base R and jsonlite: tables of whole lists are read as data
# frames, and sets of slugs are compared. The last line says whether the site's numbers are the same.

library(jsonlite)

MTD <- Sys.getenv("MTD", "http://127.0.0.1:8000")

read_table <- function(path) {
  read.csv(paste0(MTD, path), fileEncoding = "UTF-8-BOM", check.names = FALSE,
           na.strings = character(0), colClasses = "character")
}

involvements <- read_table("/api/v1/involvements/?format=csv")
participations <- read_table("/api/v1/participations/?format=csv")
handovers <- read_table("/api/v1/handovers/?format=csv")
stated <- read_table("/api/v1/graph/?edges=stated&page_size=50000&format=csv")
given <- fromJSON(url(paste0(MTD, "/api/v1/connections/")))$results

# An initiative is on a track by an involvement, or by anybody's participation from there but an
# addressee's. An actor is on a track by a participation, but not as addressee or observer.
present <- participations[participations$Role != "addressee", ]
acting <- present[present$Role != "observer", ]

initiatives_on <- function(track) {
  unique(c(involvements[["Initiative (slug)"]][involvements[["Track (slug)"]] == track],
           present[["Initiative (slug)"]][present[["Track (slug)"]] == track]))
}
actors_on <- function(track) {
  unique(acting[["Actor (slug)"]][acting[["Track (slug)"]] == track])
}
moved <- function(a, b) {
  sum(handovers[["From track (slug)"]] == a & handovers[["To track (slug)"]] == b)
}

# What a source states of two tracks of its framework counts once for a pair of ours.
from <- sub("^track:", "", stated$From)
to <- sub("^track:", "", stated$To)
relation <- paste(stated$Framework, stated[["Part (key in its entry)"]])
stated_of <- function(a, b) {
  length(unique(relation[(from == a & to == b) | (from == b & to == a)]))
}

differences <- 0
for (i in seq_len(nrow(given))) {
  a <- given$a[i]
  b <- given$b[i]
  on_a <- initiatives_on(a)
  on_b <- initiatives_on(b)
  shared <- length(intersect(on_a, on_b))
  ours <- c(stated = stated_of(a, b),
            shared_initiatives = shared,
            shared_actors = length(intersect(actors_on(a), actors_on(b))),
            handovers_ab = moved(a, b),
            handovers_ba = moved(b, a))
  # Salton's cosine is not shown where fewer than ten initiatives ran on one of the two.
  strength <- NA
  if (min(length(on_a), length(on_b)) >= 10) {
    strength <- shared / sqrt(length(on_a) * length(on_b))
  }
  theirs <- unlist(given[i, names(ours)])
  same_strength <- identical(is.na(strength), is.na(given$strength[i])) &&
    (is.na(strength) || abs(strength - given$strength[i]) < 1e-12)
  if (any(ours != theirs) || !same_strength) {
    differences <- differences + 1
    cat(a, b, "differ\n")
  }
}
cat(nrow(given), "pairs,", differences, "differences\n")
